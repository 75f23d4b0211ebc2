package io.sectorzero.protocol.rom;

/**
 * How the last command failed, for a reader that counts rather than reads.
 *
 * @param command  the command's title, for example {@code Write Memory}
 * @param stage    where: {@code command}, {@code address}, {@code length}, {@code data}, {@code sectors},
 *                 {@code completion} or {@code answer}
 * @param byteSeen the byte that was read in place of the expected one; -1 for silence
 */
public record RomFailure(String command, String stage, Kind kind, int byteSeen) {

    public enum Kind {
        /** The bootloader answered 1F. */
        NACK,
        /** Nothing came, or less than was announced. */
        SILENCE,
        /** Something came that does not belong there. */
        UNEXPECTED
    }
}
