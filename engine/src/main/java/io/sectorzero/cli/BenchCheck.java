package io.sectorzero.cli;

import io.sectorzero.bench.Bench;
import io.sectorzero.bench.Capability;
import io.sectorzero.flash.ChipIdentity;
import io.sectorzero.flash.Workshop;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "check", sortOptions = false,
        description = {"See whether a bench works: read its file, open it, talk to the chip.", "Changes nothing on the board."},
        footer = {"", "Examples:",
                  "  sectorzero bench check desk.toml",
                  "  sectorzero bench check --uart /dev/ttyUSB0"})
final class BenchCheck extends BenchRequest {

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The bench file.")
    Optional<Path> file = Optional.empty();

    BenchCheck(Session session) {
        super(session);
    }

    @Override BenchChoice choice() {
        if (file.isPresent() && super.choice().namesPlace()) {
            throw misuse("Either a bench file, or one of --board, --uart, --usb and --bench");
        }
        return file.map(super.choice()::reading).orElse(super.choice());
    }

    @Override Answer work(Workshop workshop, Bench bench) {
        ChipIdentity chip = workshop.identify();
        return new Checked(bench.name(), bench.capabilities().stream().sorted().map(BenchCheck::word).toList(), bench.device(),
                bench.supplyVolts(), chip);
    }

    private static String word(Capability capability) {
        return capability.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private record Checked(String name, List<String> abilities, Optional<String> device, OptionalDouble supply, ChipIdentity chip)
            implements Answer {

        @Override public void say(Outlet out) {
            out.line(out.ink(Ink.GREEN, name + " works"));
            out.line("abilities " + String.join(", ", abilities));
            out.line("expected  " + device.orElse("no device is named"));
            out.line("supply    " + (supply.isPresent() ? supply.getAsDouble() + " V as stated" : "not stated, so the chip is driven slowly"));
            ChipText.lines(chip).forEach(out::line);
        }

        @Override public void fields(JsonObject json) {
            json.object("bench", object -> {
                object.field("name", name).texts("abilities", abilities).field("device", device);
                supply.ifPresent(volts -> object.field("supplyVolts", volts));
            });
            ReportFields.chip(json, chip);
        }
    }
}
