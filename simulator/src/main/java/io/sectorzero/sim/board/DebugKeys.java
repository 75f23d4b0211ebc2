package io.sectorzero.sim.board;

import io.sectorzero.description.DescriptionFile;
import io.sectorzero.sim.fault.ProbeCondition;
import io.sectorzero.sim.fault.ProbeCondition.Answers;
import io.sectorzero.sim.fault.ProbeCondition.Clone;
import io.sectorzero.sim.fault.ProbeCondition.Disk;
import io.sectorzero.sim.fault.ResetWiring;
import io.sectorzero.sim.fault.ResetWiring.Pull;
import io.sectorzero.sim.fault.SwdWiring;
import io.sectorzero.sim.fault.SwdWiring.Lines;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** The keys of a board file that speak of the debug wires, of NRST and of the probe. */
final class DebugKeys {

    private static final long MOST_HZ = 1_000_000_000L;

    private DebugKeys() {
    }

    static SwdWiring swd(DescriptionFile file) {
        SwdWiring healthy = SwdWiring.HEALTHY;
        return new SwdWiring(
                file.choice("swd.wiring", Lines.class).orElse(healthy.lines()),
                file.integer("swd.maxReliableHz", 1, MOST_HZ).orElse(healthy.maxReliableHz()),
                file.decimal("swd.ber", 0, 0.5).orElse(healthy.ber()),
                file.decimal("swd.commonMode", 0, 0.5).orElse(healthy.commonMode()));
    }

    static ResetWiring reset(DescriptionFile file) {
        ResetWiring healthy = ResetWiring.HEALTHY;
        return new ResetWiring(
                file.choice("board.nrst", Pull.class).orElse(healthy.nrst()),
                file.flag("swd.nrstWired").orElse(healthy.nrstWired()),
                file.decimal("board.nrstNf", 0, 1_000_000).orElse(healthy.nrstNf()));
    }

    static ProbeCondition probe(DescriptionFile file) {
        ProbeCondition healthy = ProbeCondition.HEALTHY;
        return new ProbeCondition(
                firmware(file),
                file.decimal("probe.vtref", 0, 6),
                file.flag("probe.vtrefWired").orElse(healthy.vtrefWired()),
                clone(file),
                file.choice("probe.msd", Disk.class).orElse(healthy.disk()),
                file.string("probe.claimedBy"),
                commands(file, "probe.wedgeAfter"),
                commands(file, "probe.dropAfter"),
                file.choice("probe.answers", Answers.class).orElse(healthy.answers()),
                commands(file, "probe.answersAfter").orElse(healthy.answersAfter()),
                retries(file),
                file.string("probe.serial"),
                file.flag("probe.twin").orElse(healthy.twin()),
                file.choice("probe.model", ProbeCondition.Model.class).orElse(healthy.model()));
    }

    private static Optional<String> firmware(DescriptionFile file) {
        Optional<String> written = file.string("probe.fw");
        written.filter(version -> !version.matches("V[1-9]J\\d{1,2}([SM]\\d{1,2})?(B\\d{1,2})?")).ifPresent(version -> {
            throw file.complaint("probe.fw", "\"%s\" is not written as probes do, for example V2J40M27".formatted(version));
        });
        return written;
    }

    private static Set<Clone> clone(DescriptionFile file) {
        Set<Clone> found = EnumSet.noneOf(Clone.class);
        for (String written : file.strings("probe.clone")) {
            String name = written.replace('-', '_').toUpperCase(Locale.ROOT);
            found.add(Stream.of(Clone.values()).filter(one -> one.name().equals(name)).findFirst()
                    .orElseThrow(() -> file.complaint("probe.clone", "\"%s\" is none of %s".formatted(written, List.of(Clone.values())))));
        }
        return found;
    }

    private static OptionalLong commands(DescriptionFile file, String key) {
        return file.integer(key, 0, Integer.MAX_VALUE);
    }

    private static OptionalInt retries(DescriptionFile file) {
        OptionalLong written = file.integer("probe.waitRetries", 0, Integer.MAX_VALUE);
        return written.isPresent() ? OptionalInt.of((int) written.getAsLong()) : OptionalInt.empty();
    }
}
