package io.sectorzero.protocol.rom;

import io.sectorzero.memory.Bytes;
import java.util.List;

/**
 * Get Version: the protocol version alone.
 *
 * <pre>
 *   host  01 FE                 command, complement
 *   chip  79 | 1F
 *   chip  V                     version, one digit in each half: 31 is 3.1
 *   chip  00 00                 once option bytes, kept for compatibility, always 0
 *   chip  79
 * </pre>
 *
 * Served at every read protection level. Newer notes call it "Get Version &amp; Read Protection Status".
 * AN3155 Rev 20 "Get Version command" [P].
 */
public record GetVersion() implements RomCommand<String> {

    @Override public int code() {
        return 0x01;
    }

    @Override public String title() {
        return "Get Version";
    }

    @Override public List<Stage> stages() {
        return List.of();
    }

    /** The version as text, for example "3.1". */
    @Override public String answer(RomAnswer answer) {
        int version = answer.value();
        answer.require(ServedCommands.isVersion(version), version, "this is no protocol version");
        Bytes zeros = answer.take(2);
        answer.require(zeros.at(0) == 0, zeros.at(0), "the second byte must be 00");
        answer.require(zeros.at(1) == 0, zeros.at(1), "the third byte must be 00");
        answer.acknowledged();
        return ServedCommands.versionText(version);
    }
}
