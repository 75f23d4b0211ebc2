package io.sectorzero.protocol.rom;

import java.util.List;

/**
 * Get ID: which product this is. The number is DBGMCU_IDCODE.DEV_ID; the STM32F412 says 0441.
 *
 * <pre>
 *   host  02 FD                 command, complement
 *   chip  79 | 1F
 *   chip  01                    how many bytes follow, less one
 *   chip  I1 I0                 product id, most significant byte first
 *   chip  79
 * </pre>
 *
 * Served at every read protection level. AN3155 Rev 20 "Get ID command" [P].
 */
public record GetId() implements RomCommand<Integer> {

    // DEV_ID is twelve bits wide. RM0402 Rev 6 §30.6.1.
    private static final int HIGHEST_ID = 0xFFF;

    @Override public int code() {
        return 0x02;
    }

    @Override public String title() {
        return "Get ID";
    }

    @Override public List<Stage> stages() {
        return List.of();
    }

    @Override public Integer answer(RomAnswer answer) {
        int more = answer.value();
        answer.require(more == 1, more, "a product id has two bytes, so the count must be 01");
        int high = answer.value();
        int id = high << 8 | answer.value();
        answer.require(id <= HIGHEST_ID, high, "a product id has twelve bits");
        answer.acknowledged();
        return id;
    }
}
