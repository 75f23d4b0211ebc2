package io.sectorzero.protocol.rom;

import io.sectorzero.memory.Bytes;
import java.time.Duration;
import java.util.List;

/**
 * Write Protect: the listed sectors become write-protected, all others unprotected. The chip resets after the last ACK;
 * whoever called waits and synchronises again. The bootloader checks neither the count nor the numbers.
 *
 * <pre>
 *   host  63 9C                 command, complement
 *   chip  79 | 1F               1F: read protection is active
 *   host  N  S0 … SN   X        N = count - 1, sector numbers; X = N^S0^…^SN
 *   chip  79 | 1F               79: then a system reset
 * </pre>
 *
 * AN3155 Rev 20 "Write Protect command" [P].
 *
 * @param programming how long the chip may need to rewrite its option bytes
 */
public record WriteProtect(List<Integer> sectors, Duration programming) implements RomCommand<Nothing> {

    public WriteProtect {
        sectors = List.copyOf(sectors);
        if (sectors.isEmpty() || sectors.size() > 256) {
            throw new IllegalArgumentException("Write Protect carries 1 to 256 sectors, not " + sectors.size());
        }
        for (int sector : sectors) {
            if (sector < 0 || sector > 0xFF) {
                throw new IllegalArgumentException("a sector number has 8 bits here: " + sector);
            }
        }
    }

    @Override public int code() {
        return 0x63;
    }

    @Override public String title() {
        return "Write Protect";
    }

    @Override public String story() {
        return "Write Protect of sectors " + sectors;
    }

    @Override public List<Stage> stages() {
        Bytes numbers = Bytes.of(sectors.stream().mapToInt(Integer::intValue).toArray());
        return List.of(Stage.act("sectors", Frame.counted(numbers), programming));
    }

    @Override public Nothing answer(RomAnswer answer) {
        return Nothing.NOTHING;
    }
}
