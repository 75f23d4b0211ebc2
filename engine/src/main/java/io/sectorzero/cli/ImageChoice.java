package io.sectorzero.cli;

import io.sectorzero.image.Image;
import io.sectorzero.image.ImageFile;
import io.sectorzero.image.ImageFormat;
import io.sectorzero.memory.Address;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which image a command works with. */
final class ImageChoice {

    @Parameters(paramLabel = "IMAGE", description = "Firmware: Intel HEX, S-record, ELF, DfuSe or raw binary.")
    Path file;

    @Option(names = "--format", paramLabel = "FORMAT", description = "What it is: hex, srec, elf, dfu or bin; otherwise its content shows.")
    Optional<ImageFormat> format = Optional.empty();

    @Option(names = "--base", paramLabel = "ADDRESS", description = "Where a raw binary goes, for example 0x08000000.")
    Optional<Address> base = Optional.empty();

    Image load() {
        return ImageFile.load(file, format, base);
    }
}
