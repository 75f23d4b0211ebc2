package io.sectorzero.sim.serve;

import io.sectorzero.memory.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * Option bytes in words. Two half-words carry data, at 0x1FFF_C000 and 0x1FFF_C008. RM0090 Rev 21 §3.7 [S].
 *
 * <pre>
 *   C000  15:8 RDP   7 nRST_STDBY   6 nRST_STOP   5 WDG_SW   3:2 BOR_LEV
 *   C008  15 SPRMOD   11:0 nWRP
 * </pre>
 */
final class OptionText {

    private static final int SECTORS = 12;
    private static final int PROTECTION_AT = 8;

    private OptionText() {
    }

    static List<String> of(Bytes options) {
        int user = options.u16(0);
        int protection = options.u16(PROTECTION_AT);
        int rdp = user >>> 8;
        int level = rdp == 0xAA ? 0 : rdp == 0xCC ? 2 : 1;
        boolean pcrop = (protection & 0x8000) != 0;
        return List.of(
                "stored: %04X at 0x1FFFC000, %04X at 0x1FFFC008".formatted(user, protection),
                "RDP %02X: level %d".formatted(rdp, level),
                "SPRMOD %d: %s sectors %s".formatted(pcrop ? 1 : 0, pcrop ? "PCROP on" : "write-protected", sectors(protection, pcrop)),
                "BOR_LEV %d, WDG_SW %d, nRST_STOP %d, nRST_STDBY %d"
                        .formatted(user >>> 2 & 3, user >>> 5 & 1, user >>> 6 & 1, user >>> 7 & 1));
    }

    // With SPRMOD the meaning of a bit is inverted: 1 protects. RM0090 Rev 21 §3.7.5 [S].
    private static String sectors(int protection, boolean pcrop) {
        var names = new ArrayList<String>();
        for (int sector = 0; sector < SECTORS; sector++) {
            if ((protection >>> sector & 1) == (pcrop ? 1 : 0)) {
                names.add(Integer.toString(sector));
            }
        }
        return names.isEmpty() ? "none" : String.join(" ", names);
    }
}
