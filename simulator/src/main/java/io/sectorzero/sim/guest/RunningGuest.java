package io.sectorzero.sim.guest;

import io.sectorzero.bench.Guest;
import io.sectorzero.bench.GuestJob;
import io.sectorzero.bench.GuestRequest;
import io.sectorzero.failure.Cancelled;
import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.sim.guest.UsbIpExports.Exported;
import io.sectorzero.time.Deadline;
import io.sectorzero.time.TimeSource;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A guest that is up. It does one job after the other; between looks at how far that is, whatever newly appears at the
 * USB/IP door is plugged in, as a person with a cable in hand would.
 */
final class RunningGuest implements Guest {

    private static final Duration COMES_UP_WITHIN = Duration.ofSeconds(120);
    private static final Duration PLUGGED_WITHIN = Duration.ofSeconds(30);
    /** Beyond its own limit, which the guest itself enforces. */
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final Duration LOOK_FOR_DEVICES = Duration.ofMillis(100);
    private static final int LAST_LINES = 12;

    private final GuestMachine machine;
    private final JobShare share;
    private final GuestFolder folder;
    private final List<UsbIpExports> exports = new ArrayList<>();
    private final TimeSource time;
    private final Map<Integer, Exported> onTheirWay = new LinkedHashMap<>();
    private final Set<Exported> given = new HashSet<>();
    private Deadline nextLook;
    private int jobs;
    private int plugs;
    private boolean closed;

    private RunningGuest(GuestMachine machine, GuestFolder folder, TimeSource time) {
        this.machine = machine;
        this.folder = folder;
        this.share = new JobShare(folder.share());
        this.time = time;
        this.nextLook = Deadline.in(Duration.ZERO, time);
    }

    static RunningGuest boot(GuestRequest request, BooleanSupplier unwanted, TimeSource time) {
        GuestParts parts = GuestParts.find();
        GuestFolder folder = GuestFolder.make();
        RunningGuest guest = null;
        boolean up = false;
        try {
            request.kept().ifPresent(kept -> new JobShare(folder.share()).keep(kept));
            guest = new RunningGuest(GuestMachine.start(parts, request, folder.share(), folder.logs()), folder, time);
            guest.comeUp(unwanted);
            up = true;
            return guest;
        } finally {
            if (!up && guest != null) {
                guest.close();
            } else if (!up) {
                folder.close();
            }
        }
    }

    private void comeUp(BooleanSupplier unwanted) {
        boolean come = awaits(() -> unwanted.getAsBoolean() || share.isUp(), COMES_UP_WITHIN);
        if (unwanted.getAsBoolean()) {
            throw new Cancelled(Diagnosis.of("The guest is not wanted any more"));
        }
        if (!come) {
            throw new CapabilityMissing(told(Diagnosis.of("The guest did not come up")));
        }
    }

    @Override public void plug(int usbipPort) {
        exports.add(new UsbIpExports(usbipPort));
    }

    @Override public int run(GuestJob job) {
        plugInWhatIsThere();
        int n = jobs++;
        share.submit(n, job);
        long limitNanos = Math.max(1, job.limit().toSeconds()) * 1_000_000_000;
        long begun = time.nanos();
        Deadline silent = Deadline.in(job.limit().plus(GRACE), time);
        long heardOut = 0;
        long heardErr = 0;
        while (true) {
            OptionalInt end = share.ended(n);
            heardOut = share.hear(n, "out", heardOut, job.out());
            heardErr = share.hear(n, "err", heardErr, job.err());
            if (end.isPresent()) {
                // Ended by the signal that timeout(1) sends, or the one after it, and late: that was the limit.
                boolean killed = end.getAsInt() == 128 + 15 || end.getAsInt() == 128 + 9;
                return killed && time.nanos() - begun >= limitNanos ? OUT_OF_TIME : end.getAsInt();
            }
            if (!machine.isRunning() || silent.passed()) {
                throw new LinkLost(told(Diagnosis.of(machine.isRunning() ? "The guest has fallen silent" : "The guest has ended")
                        .because("during %s", String.join(" ", job.command()))));
            }
            giveNewDevices();
            time.pass(LOOK);
        }
    }

    @Override public String log() {
        var said = new ByteArrayOutputStream();
        if (machine.isRunning()) {
            run(new GuestJob(List.of("dmesg"), Path.of("/"), Map.of("PATH", "/usr/bin:/bin"), Duration.ofSeconds(20), said,
                    OutputStream.nullOutputStream()));
        }
        return machine.said() + said.toString(StandardCharsets.UTF_8);
    }

    /** Whoever calls it first does it; a guest may be switched off while it works. */
    @Override public synchronized void close() {
        if (!closed) {
            closed = true;
            machine.close();
            folder.close();
        }
    }

    private void plugInWhatIsThere() {
        nextLook = Deadline.in(Duration.ZERO, time);
        giveNewDevices();
        if (!awaits(() -> taken().isEmpty(), PLUGGED_WITHIN)) {
            throw new LinkLost(told(Diagnosis.of("The guest does not take device %s", onTheirWay.values().iterator().next().id())));
        }
    }

    private void giveNewDevices() {
        if (!nextLook.passed()) {
            return;
        }
        nextLook = Deadline.in(LOOK_FOR_DEVICES, time);
        Set<Exported> present = present();
        given.retainAll(present);
        for (Exported device : present) {
            if (given.add(device)) {
                onTheirWay.put(plugs, device);
                share.plug(plugs++, device);
            }
        }
    }

    /** What is still on its way. A device that left before it was taken is no failure: it is no longer exported either. */
    private Map<Integer, Exported> taken() {
        for (int n : Set.copyOf(onTheirWay.keySet())) {
            OptionalInt end = share.plugged(n);
            if (end.isPresent()) {
                Exported device = onTheirWay.remove(n);
                if (end.getAsInt() != 0 && present().contains(device)) {
                    throw new LinkLost(told(Diagnosis.of("The guest cannot plug in device %s", device.id())
                            .because("%s", share.plugSaid(n).strip())));
                }
            }
        }
        return onTheirWay;
    }

    private Set<Exported> present() {
        var all = new LinkedHashSet<Exported>();
        exports.forEach(one -> all.addAll(one.now()));
        return all;
    }

    private boolean awaits(Supplier<Boolean> come, Duration patience) {
        Deadline deadline = Deadline.in(patience, time);
        while (!come.get()) {
            if (deadline.passed() || !machine.isRunning()) {
                return false;
            }
            time.pass(LOOK);
        }
        return true;
    }

    private Diagnosis told(Diagnosis begun) {
        List<String> lines = machine.said().lines().filter(line -> !line.isBlank()).toList();
        Diagnosis told = begun;
        for (String line : lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())) {
            told = told.because("%s", line);
        }
        return told;
    }
}
