package io.sectorzero.cli;

import io.sectorzero.bench.Bench;
import io.sectorzero.bench.BenchDescription;
import io.sectorzero.flash.Workshop;
import io.sectorzero.image.ImageFile;
import io.sectorzero.image.ImageFormat;
import io.sectorzero.image.Segment;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "read", sortOptions = false, description = "Read memory into a file. Without a range, the whole flash.",
        footer = {"", "Examples:",
                  "  sectorzero read backup.hex --uart /dev/ttyUSB0",
                  "  sectorzero read boot.bin --from 0x08000000 --length 16K"})
final class ReadCommand extends BenchRequest {

    @Parameters(paramLabel = "FILE", description = "Where to; its ending says the format unless --format does.")
    Path file;

    @Option(names = "--from", paramLabel = "ADDRESS", description = "First address; the start of the flash unless you say otherwise.")
    Optional<Address> from = Optional.empty();

    @Option(names = "--length", paramLabel = "SIZE", description = "So many bytes, for example 256, 0x100, 16K; else to the end of the flash.")
    Optional<Typed.Size> length = Optional.empty();

    @Option(names = "--format", paramLabel = "FORMAT", description = "hex, srec or bin.")
    Optional<ImageFormat> format = Optional.empty();

    ReadCommand(Session session) {
        super(session);
    }

    @Override void prepare(BenchDescription bench) {
        if (from.isPresent() && length.isPresent() && from.get().unsigned() + length.get().bytes() > 1L << 32) {
            throw misuse("--from %s --length %d runs past the last address", from.get(), length.get().bytes());
        }
        if (written() == ImageFormat.ELF || written() == ImageFormat.DFUSE) {
            throw misuse("memory is saved as hex, srec or bin, not as %s", written().shortName());
        }
        // Reading a whole flash over a serial line takes minutes; a place that takes no file shows in an instant.
        ImageFile.requirePlace(file);
    }

    @Override Answer work(Workshop workshop, Bench bench) {
        AddressRange flash = workshop.identify().device().layout().range();
        Address start = from.orElse(flash.start());
        long count = length.map(Typed.Size::bytes).orElseGet(() -> flash.end() - start.unsigned());
        if (count < 1) {
            throw misuse("--from %s lies behind the flash; say how much with --length", start);
        }
        var range = new AddressRange(start, count);
        Bytes content = workshop.read(range);
        ImageFile.save(file, written(), new Segment(start, content));
        return new Saved(file, written(), range);
    }

    private ImageFormat written() {
        return format.or(() -> ImageFormat.ofFileName(file.getFileName().toString())).orElseThrow(() ->
                misuse("the name %s does not show a format; add --format hex, srec or bin", file.getFileName()));
    }

    private record Saved(Path file, ImageFormat format, AddressRange range) implements Answer {

        @Override public void say(Outlet out) {
            out.line("%s: %s from %s, as %s".formatted(file, Quantity.bytes(range.length()), range.start(), format.title()));
        }

        @Override public void fields(JsonObject json) {
            json.field("file", file.toString()).field("format", format.shortName())
                    .field("start", range.start().toString()).field("bytes", range.length());
        }
    }
}
