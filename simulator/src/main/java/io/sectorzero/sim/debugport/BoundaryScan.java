package io.sectorzero.sim.debugport;

/**
 * The test access port of the pins, ahead of the debug port's in the chain: five instruction bits, of which only identity
 * and bypass are modelled. RM0402 Rev 6 §30.6. The identity is UNCONFIRMED: the manual prints the F410's, published device
 * tables list another [O].
 */
final class BoundaryScan extends Tap {

    static final int INSTRUCTION_BITS = 5;
    static final int IDENTITY = 0x0644_1041;
    static final int IDENTITY_AS_PRINTED = 0x0645_8041;

    private static final int IDCODE = 0b00001;

    private final int identity;

    BoundaryScan(int identity) {
        super(INSTRUCTION_BITS, IDCODE);
        this.identity = identity;
    }

    @Override int dataBits(int code) {
        return code == IDCODE ? 32 : 1;
    }

    @Override long captureData(int code) {
        return identity;
    }

    @Override void updateData(int code, long value) {
    }
}
