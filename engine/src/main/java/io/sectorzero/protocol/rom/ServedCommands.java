package io.sectorzero.protocol.rom;

import io.sectorzero.memory.Bytes;

/**
 * What a bootloader says it can do.
 *
 * @param version one digit in each half: 0x31 is 3.1
 * @param codes   command codes in the order they were told, none twice
 */
public record ServedCommands(int version, Bytes codes) {

    public boolean serves(int code) {
        for (int i = 0; i < codes.length(); i++) {
            if (codes.at(i) == code) {
                return true;
            }
        }
        return false;
    }

    /** "3.1". */
    public String versionText() {
        return versionText(version);
    }

    static String versionText(int version) {
        return (version >>> 4) + "." + (version & 0xF);
    }

    /** Versions start at 1.0 and count in decimal digits. AN3155 Rev 20, table of protocol versions [P]. */
    static boolean isVersion(int version) {
        return version >= 0x10 && version <= 0x99 && (version & 0xF) <= 9;
    }
}
