package io.sectorzero.flash.swd;

import static io.sectorzero.failure.Confidence.CERTAIN;
import static io.sectorzero.failure.Confidence.POSSIBLE;

import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.LinkUnavailable;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.failure.WrongDevice;
import io.sectorzero.link.UsbIdentity;
import io.sectorzero.link.UsbLink;
import io.sectorzero.link.UsbMatch;
import io.sectorzero.link.UsbPort;
import io.sectorzero.protocol.stlink.StLinkModel;
import io.sectorzero.protocol.stlink.StLinkProbe;
import io.sectorzero.time.Deadline;
import io.sectorzero.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which ST-LINK on a bench's USB is meant. Several that nobody chose between are refused: the wrong board would be flashed. */
final class ProbeSearch {

    private static final Duration APPEARS = Duration.ofSeconds(2);

    private final UsbPort port;
    private final TimeSource time;
    private Optional<String> serial;
    private Set<Integer> products = StLinkModel.products();

    ProbeSearch(UsbPort port, TimeSource time, Optional<String> serial) {
        this.port = port;
        this.time = time;
        this.serial = serial;
    }

    /** Once opened, it is this very one that is looked for. */
    StLinkProbe open() {
        refuseSeveral();
        UsbLink link = opened();
        StLinkProbe probe = StLinkProbe.open(link, time);
        serial = Optional.of(link.identity().serial()).filter(number -> !number.isEmpty()).or(() -> serial);
        products = Set.of(link.identity().product());
        return probe;
    }

    /** Whether the probe that was opened, or one like it, is on the bus. */
    boolean isPresent() {
        return !fitting().isEmpty();
    }

    private UsbLink opened() {
        try {
            return port.await(match(), Deadline.in(APPEARS, time));
        } catch (TargetSilent absent) {
            List<UsbIdentity> others = all();
            var diagnosis = Diagnosis.of(serial.isPresent() && !others.isEmpty() ? "No ST-LINK with the serial number %s is on %s".formatted(
                    serial.get(), port.name()) : "No ST-LINK is on %s".formatted(port.name()))
                    .because("none came within %d ms", APPEARS.toMillis())
                    .because("%s", others.isEmpty() ? String.join("; ", absent.diagnosis().evidence()) : "there are: %s".formatted(listed(others)));
            throw new LinkUnavailable(diagnosis.suspect(CauseCatalogue.load().suspect(others.isEmpty() ? "H7" : "H2", POSSIBLE)), absent);
        }
    }

    private void refuseSeveral() {
        List<UsbIdentity> there = fitting();
        if (there.size() < 2) {
            return;
        }
        boolean same = there.stream().allMatch(there.get(0)::equals);
        throw new WrongDevice(Diagnosis.of("%s", same ? "Several ST-LINKs have the serial number " + there.get(0).serial()
                        : "Several ST-LINKs are plugged in, and nobody said which is meant")
                .because("on %s: %s", port.name(), listed(there))
                .suspect(CauseCatalogue.load().suspect("H2", CERTAIN))
                .remedy(same ? "unplug all but one: nothing tells them apart" : "name the serial number, or unplug the others"));
    }

    private static String listed(List<UsbIdentity> probes) {
        return probes.stream().map(probe -> "%s %s".formatted(StLinkModel.of(probe).orElseThrow(), probe)).collect(Collectors.joining(", "));
    }

    private List<UsbIdentity> fitting() {
        UsbMatch match = match();
        return port.present().stream().filter(match::fits).toList();
    }

    private List<UsbIdentity> all() {
        return port.present().stream().filter(device -> StLinkModel.of(device).isPresent()).toList();
    }

    private UsbMatch match() {
        return new UsbMatch(StLinkModel.VENDOR, products, serial);
    }
}
