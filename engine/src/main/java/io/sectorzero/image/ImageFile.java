package io.sectorzero.image;

import static io.sectorzero.failure.Confidence.LIKELY;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.ImageRejected;
import io.sectorzero.failure.OutputFailed;
import io.sectorzero.failure.Reason;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** From a file to an {@link Image}, and from memory that was read to a file. */
public final class ImageFile {

    /** Text formats need about three characters a byte, and ELF files carry debug information. */
    static final int LARGEST_FILE = 64 << 20;

    private ImageFile() {
    }

    /**
     * Loads a file.
     *
     * @param format what it is; left out, the content decides and, where it shows nothing, the name
     * @param base where a raw binary goes; no other format may be given one
     * @throws ImageRejected when it cannot be read, is damaged, contradicts itself or is too large
     */
    public static Image load(Path path, Optional<ImageFormat> format, Optional<Address> base) {
        return parse(path.toString(), read(path), format, base);
    }

    /** Parses content that lies in no file; {@code name} stands for the file in complaints. */
    public static Image parse(String name, Bytes content, Optional<ImageFormat> format, Optional<Address> base) {
        return parse(name, content.toArray(), format, base);
    }

    private static Image parse(String name, byte[] content, Optional<ImageFormat> asked, Optional<Address> base) {
        ImageFormat format = asked.orElseGet(() -> detect(name, content, base));
        if (format != ImageFormat.RAW_BINARY && base.isPresent()) {
            throw new ImageRejected(Diagnosis.of("%s takes no base address: it is %s and says itself where it goes", name, format)
                    .because("base address %s was given", base.get())
                    .remedy("leave the base address out, or say that the file is a raw binary if every byte of it is to be written as it is"));
        }
        return switch (format) {
            case INTEL_HEX -> IntelHex.parse(name, content);
            case S_RECORD -> SRecord.parse(name, content);
            case ELF -> Elf.parse(name, content);
            case RAW_BINARY -> RawBinary.parse(name, content, base);
            case DFUSE -> DfuSeFile.parse(name, content);
        };
    }

    private static ImageFormat detect(String name, byte[] content, Optional<Address> base) {
        return ImageFormat.ofContent(content)
                .or(() -> ImageFormat.ofFileName(name))
                .or(() -> base.map(given -> ImageFormat.RAW_BINARY))
                .orElseThrow(() -> new ImageRejected(Diagnosis.of("%s is in no format that can be recognised", name)
                        .because("neither its content nor its name shows Intel HEX, S-record, ELF, DfuSe or raw binary")
                        .remedy("name the format; a raw binary also needs its base address")));
    }

    private static byte[] read(Path path) {
        try (var in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(LARGEST_FILE + 1);
            if (content.length > LARGEST_FILE) {
                throw Complaint.rejected(Diagnosis.of("%s is too large for a firmware image", path)
                                .because("it has more than %d bytes; that is the limit", LARGEST_FILE),
                        ImageCause.TOO_LARGE.suspect(LIKELY), "check that this is the file you meant");
            }
            return content;
        } catch (NoSuchFileException e) {
            throw new ImageRejected(Diagnosis.of("%s does not exist", path)
                    .remedy("check the name; relative paths start at %s", Path.of("").toAbsolutePath()), e);
        } catch (AccessDeniedException e) {
            throw new ImageRejected(Diagnosis.of("%s may not be read", path).because("the system denies access")
                    .remedy("get the right to read it, or copy it to where you have it"), e);
        } catch (IOException e) {
            throw new ImageRejected(Diagnosis.of("%s cannot be read", path)
                    .because("%s", Files.isDirectory(path) ? "it is a folder" : Reason.of(e)), e);
        }
    }

    /**
     * Makes sure that a file can be put there, before the work whose result it is to hold. Leaves nothing behind.
     *
     * @throws OutputFailed when it cannot
     */
    public static void requirePlace(Path path) {
        OutputFile.require(path);
    }

    /**
     * Writes one run of memory as raw binary, Intel HEX or S-record. The file is there whole or not at all; what it replaces
     * stays until the new content is safe.
     *
     * @throws OutputFailed when the disk is full, the folder missing, the place read-only, or the format one that only linkers write
     */
    public static void save(Path path, ImageFormat format, Segment segment) {
        byte[] content = switch (format) {
            case INTEL_HEX -> IntelHex.write(List.of(segment));
            case S_RECORD -> SRecord.write(segment);
            case RAW_BINARY -> segment.data().toArray();
            case ELF, DFUSE -> throw new OutputFailed(Diagnosis.of("%s is not written: memory is saved as hex, srec or bin, not as %s", path, format)
                    .remedy("choose hex if the addresses are to be kept"));
        };
        OutputFile.write(path, content);
    }

    /**
     * Writes all of an image as Intel HEX, which knows gaps.
     *
     * @throws OutputFailed when the disk is full, the folder missing or the place read-only
     */
    public static void save(Path path, Image image) {
        OutputFile.write(path, IntelHex.write(image.segments()));
    }
}
