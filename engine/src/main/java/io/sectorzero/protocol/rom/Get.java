package io.sectorzero.protocol.rom;

import io.sectorzero.memory.Bytes;
import java.util.HashSet;
import java.util.List;

/**
 * Get: which version of the protocol the bootloader speaks, and which commands it serves.
 *
 * <pre>
 *   host  00 FF                 command, complement
 *   chip  79 | 1F
 *   chip  N                     how many bytes follow, less one: version and codes; 0B on the STM32F412
 *   chip  V                     version, one digit in each half: 31 is 3.1
 *   chip  C1 … CN               command codes
 *   chip  79
 * </pre>
 *
 * Served at every read protection level. AN3155 Rev 20 "Get command" [P].
 */
public record Get() implements RomCommand<ServedCommands> {

    @Override public int code() {
        return 0x00;
    }

    @Override public String title() {
        return "Get";
    }

    @Override public List<Stage> stages() {
        return List.of();
    }

    @Override public ServedCommands answer(RomAnswer answer) {
        int codes = answer.value();
        int version = answer.value();
        answer.require(ServedCommands.isVersion(version), version, "this is no protocol version");
        Bytes served = answer.take(codes);
        answer.acknowledged();
        var distinct = new HashSet<Integer>();
        for (int i = 0; i < codes; i++) {
            answer.require(distinct.add(served.at(i)), served.at(i), "a command code is listed twice");
        }
        answer.require(distinct.contains(code()), served.isEmpty() ? -1 : served.at(0),
                "the list does not name the command that was just served");
        return new ServedCommands(version, served);
    }
}
