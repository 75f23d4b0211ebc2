package io.sectorzero.cli;

import io.sectorzero.bench.Guest;
import io.sectorzero.bench.GuestBooting;
import io.sectorzero.bench.GuestJob;
import io.sectorzero.bench.GuestRequest;
import io.sectorzero.bench.ServedBoard;
import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.Diagnosis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Runs one command in a guest that has a served board on its USB. What it writes into the current folder stays. */
final class GuestRun {

    /** What a guest takes at most to come up and to see its devices, on a slow computer. */
    private static final Duration COMING_UP = Duration.ofMinutes(4);

    private final Session session;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicReference<Guest> up = new AtomicReference<>();

    GuestRun(Session session) {
        this.session = session;
    }

    int run(ServedBoard served, List<String> command, Duration limit) {
        var booting = ServiceLoader.load(GuestBooting.class).findFirst().orElseThrow(() -> new CapabilityMissing(
                Diagnosis.of("There is nothing here that boots guests").remedy("put the simulator beside the engine")));
        Path here = Path.of("").toAbsolutePath();
        // The root of all files is there already, and is not for a guest to write to.
        Optional<Path> kept = Optional.of(here).filter(folder -> folder.getParent() != null);
        var request = new GuestRequest(kept, true, COMING_UP.plus(limit));
        session.interruption().first(this::stop);
        try (Guest guest = booting.boot(request, stopped::get)) {
            up.set(guest);
            // A signal that came before this found nothing to switch off.
            if (stopped.get()) {
                return ExitCode.CANCELLED.number();
            }
            guest.plug(port(served));
            return guest.run(new GuestJob(command, here, System.getenv(), limit, session.screen().out().stream(),
                    session.screen().err().stream()));
        } catch (RuntimeException e) {
            // What a guest that is being switched off complains of is no news.
            if (stopped.get()) {
                return ExitCode.CANCELLED.number();
            }
            throw e;
        }
    }

    private void stop() {
        stopped.set(true);
        Guest guest = up.get();
        if (guest != null) {
            guest.close();
        }
    }

    private static int port(ServedBoard served) {
        String ready = served.ready().stream().filter(line -> line.startsWith("ready usbip ")).findFirst().orElseThrow();
        return Integer.parseInt(ready.substring(ready.lastIndexOf(':') + 1));
    }
}
