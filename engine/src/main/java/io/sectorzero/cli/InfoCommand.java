package io.sectorzero.cli;

import io.sectorzero.bench.Bench;
import io.sectorzero.device.Sector;
import io.sectorzero.flash.ChipIdentity;
import io.sectorzero.flash.Particular;
import io.sectorzero.flash.Workshop;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "info", sortOptions = false, description = "Say which chip this is and how it is protected; changes nothing.",
        footer = {"", "Examples:",
                  "  sectorzero info --uart /dev/ttyUSB0",
                  "  sectorzero info --swd              also what the debug probe sees",
                  "  sectorzero info --map              also what each sector holds"})
final class InfoCommand extends BenchRequest {

    @Option(names = "--map", description = "Draw what each sector holds; reads the whole flash.")
    boolean map;

    InfoCommand(Session session) {
        super(session);
    }

    @Override Answer work(Workshop workshop, Bench bench) {
        ChipIdentity chip = workshop.identify();
        return new Known(chip, workshop.particulars(), map ? Optional.of(drawn(workshop, chip)) : Optional.empty());
    }

    private static SectorMap drawn(Workshop workshop, ChipIdentity chip) {
        AddressRange flash = chip.device().layout().range();
        Bytes content = workshop.read(flash);
        var rows = new ArrayList<SectorMap.Row>();
        for (Sector sector : chip.device().layout().sectors()) {
            int from = (int) sector.range().start().minus(flash.start());
            boolean fixed = chip.options().filter(options -> options.writeProtected().contains(sector.number())).isPresent();
            rows.add(SectorMap.found(sector, content.slice(from, from + (int) sector.sizeBytes()), fixed ? "write-protected" : ""));
        }
        return new SectorMap(rows);
    }

    private record Known(ChipIdentity chip, List<Particular> particulars, Optional<SectorMap> map) implements Answer {

        @Override public void say(Outlet out) {
            ChipText.lines(chip).forEach(out::line);
            particulars.forEach(one -> out.line(ChipText.line(one.what(), one.text())));
            map.ifPresent(drawn -> drawn.say(out));
        }

        @Override public void fields(JsonObject json) {
            ReportFields.chip(json, chip);
            if (!particulars.isEmpty()) {
                json.objects("particulars", particulars, (one, each) -> each.field("what", one.what()).field("text", one.text()));
            }
            List<SectorMap.Row> rows = map.map(SectorMap::rows).orElse(List.of());
            map.ifPresent(drawn -> json.objects("sectors", rows, (row, each) -> each
                    .field("number", row.sector().number()).field("start", row.sector().range().start().toString())
                    .field("bytes", row.sector().sizeBytes()).field("blank", row.isBlank())));
        }
    }
}
