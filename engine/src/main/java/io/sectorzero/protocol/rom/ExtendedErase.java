package io.sectorzero.protocol.rom;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Extended Erase: a list of sectors, or everything. The last answer comes when the erase has ended, which can take
 * half a minute. A write-protected sector is acknowledged and not erased: look at the flash, not at the answer.
 *
 * <pre>
 *   host  44 BB                 command, complement
 *   chip  79 | 1F               1F: read protection is active
 *   host  NH NL  S0H S0L … SNH SNL  X     N = count - 1, sector numbers; X = XOR of all before
 *   host  or  FF FF 00          everything;  FF FE 01 bank 1;  FF FD 02 bank 2;  FFF0 to FFFC reserved
 *   chip  79 | 1F               after erasing
 * </pre>
 *
 * AN3155 Rev 20 "Extended Erase Memory command" [P].
 *
 * @param selection {@code N}, or a special code from 0xFFF0 on
 * @param sectors   sector numbers; empty with a special code
 * @param erasing   how long the chip may need for it
 */
public record ExtendedErase(int selection, List<Integer> sectors, Duration erasing) implements RomCommand<Nothing> {

    public static final int EVERYTHING = 0xFFFF;

    private static final int FIRST_SPECIAL_CODE = 0xFFF0;

    public ExtendedErase {
        sectors = List.copyOf(sectors);
        boolean special = selection >= FIRST_SPECIAL_CODE && selection <= EVERYTHING;
        if (special ? !sectors.isEmpty() : sectors.isEmpty() || selection != sectors.size() - 1) {
            throw new IllegalArgumentException(
                    "Extended Erase carries 1 to 65520 sectors or a special code, not 0x%X with %d sectors"
                            .formatted(selection, sectors.size()));
        }
        for (int sector : sectors) {
            if (sector < 0 || sector > 0xFFFF) {
                throw new IllegalArgumentException("a sector number has 16 bits: " + sector);
            }
        }
    }

    public static ExtendedErase ofSectors(List<Integer> sectors, Duration erasing) {
        return new ExtendedErase(sectors.size() - 1, sectors, erasing);
    }

    public static ExtendedErase ofEverything(Duration erasing) {
        return ofCode(EVERYTHING, erasing);
    }

    /** A special code other than {@link #EVERYTHING}. The STM32F412 has one bank and is expected to refuse them all. */
    public static ExtendedErase ofCode(int code, Duration erasing) {
        return new ExtendedErase(code, List.of(), erasing);
    }

    @Override public int code() {
        return 0x44;
    }

    @Override public String title() {
        return "Extended Erase";
    }

    @Override public String story() {
        return selection == EVERYTHING ? "Extended Erase of everything"
                : sectors.isEmpty() ? "Extended Erase with code %04X".formatted(selection)
                : "Extended Erase of sectors " + sectors;
    }

    @Override public List<Stage> stages() {
        var numbers = new ArrayList<Integer>();
        numbers.add(selection);
        numbers.addAll(sectors);
        return List.of(Stage.act("sectors", Frame.halfWords(numbers), erasing));
    }

    @Override public Nothing answer(RomAnswer answer) {
        return Nothing.NOTHING;
    }
}
