package io.sectorzero.protocol.rom;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.util.List;

/**
 * Read Memory: 1 to 256 bytes from an address. Nothing secures the data that comes back but the parity of each byte.
 *
 * <pre>
 *   host  11 EE                 command, complement
 *   chip  79 | 1F               1F: read protection is active
 *   host  A3 A2 A1 A0  X        address, most significant byte first; X = A3^A2^A1^A0
 *   chip  79 | 1F               1F: wrong X, or this address cannot be read
 *   host  N  ~N                 N = count - 1, complement
 *   chip  79 | 1F
 *   chip  D0 … DN
 * </pre>
 *
 * AN3155 Rev 20 "Read Memory command" [P].
 */
public record ReadMemory(Address address, int count) implements RomCommand<Bytes> {

    public ReadMemory {
        if (count < 1 || count > 256) {
            throw new IllegalArgumentException("Read Memory carries 1 to 256 bytes, not " + count);
        }
    }

    @Override public int code() {
        return 0x11;
    }

    @Override public String title() {
        return "Read Memory";
    }

    @Override public String story() {
        return "Read Memory of %d bytes at %s".formatted(count, address);
    }

    @Override public List<Stage> stages() {
        return List.of(
                Stage.ask("address", Frame.address(address)),
                Stage.ask("length", Frame.withComplement(count - 1)));
    }

    @Override public Bytes answer(RomAnswer answer) {
        return answer.take(count);
    }
}
