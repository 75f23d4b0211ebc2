package io.sectorzero.cli;

import io.sectorzero.bench.Bench;
import io.sectorzero.bench.BenchDescription;
import io.sectorzero.flash.EraseRequest;
import io.sectorzero.flash.Workshop;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "erase", sortOptions = false, description = "Erase sectors, or everything; reads back that they are blank.",
        footer = {"", "Examples:",
                  "  sectorzero erase --sectors 0-3,5 --uart /dev/ttyUSB0",
                  "  sectorzero erase --all --bench desk.toml --lift-protection"})
final class EraseCommand extends BenchRequest {

    @ArgGroup(exclusive = true, multiplicity = "1")
    What what;

    @Option(names = "--lift-protection", description = "Lift write protection for the work, and put it back.")
    boolean liftProtection;

    EraseCommand(Session session) {
        super(session);
    }

    /** Nothing is erased by default. */
    static final class What {

        @Option(names = "--sectors", paramLabel = "SECTORS", description = "These sectors, for example 0-3,5.")
        Optional<Typed.Sectors> sectors = Optional.empty();

        @Option(names = "--all", description = "The whole flash, with one mass erase.")
        boolean everything;
    }

    @Override void prepare(BenchDescription bench) {
        int count = choice().expected(bench).layout().sectors().size();
        what.sectors.ifPresent(chosen -> chosen.numbers().stream().filter(number -> number >= count).findFirst().ifPresent(number -> {
            throw misuse("--sectors: this chip has sectors 0 to %d, and no sector %d", count - 1, number);
        }));
        if (what.sectors.filter(chosen -> chosen.numbers().isEmpty()).isPresent()) {
            throw misuse("--sectors: no sector is named");
        }
    }

    @Override Answer work(Workshop workshop, Bench bench) {
        EraseRequest request = what.sectors.map(chosen -> EraseRequest.sectors(chosen.numbers())).orElseGet(EraseRequest::all)
                .withLiftWriteProtection(liftProtection);
        return new WorkAnswer(workshop.erase(request), "erased", clock());
    }
}
