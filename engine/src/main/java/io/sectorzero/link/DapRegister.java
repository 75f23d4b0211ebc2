package io.sectorzero.link;

/**
 * A register of the debug port, or of one access port. Arm IHI 0031 "ADIv5".
 *
 * @param port    which port: {@link #DEBUG_PORT} or the number of an access port
 * @param address register address with its bank in bits 7:4
 */
public record DapRegister(int port, int address) {

    public static final int DEBUG_PORT = -1;

    @Override public String toString() {
        return (port == DEBUG_PORT ? "DP" : "AP" + port) + "[%02X]".formatted(address);
    }
}
