package io.sectorzero.sim.debugport;

/** One test access port of the chain: an instruction, and the data register it chooses. IEEE 1149.1 §5 to §8. */
abstract class Tap {

    private final int instructionBits;
    private final int resetInstruction;
    private int instruction;
    private long shifting;
    private int length = 1;

    /** @param resetInstruction the one that gives the identity, in force after a reset */
    Tap(int instructionBits, int resetInstruction) {
        this.instructionBits = instructionBits;
        this.resetInstruction = resetInstruction;
        instruction = resetInstruction;
    }

    /** How long the data register of an instruction is; 1 is the bypass. */
    abstract int dataBits(int code);

    abstract long captureData(int code);

    abstract void updateData(int code, long value);

    void reset() {
        instruction = resetInstruction;
    }

    /** The two lowest bits are captured as 01, so that a chain can be counted. */
    void captureInstruction() {
        shifting = 1;
        length = instructionBits;
    }

    void updateInstruction() {
        instruction = (int) shifting;
    }

    void captureData() {
        length = dataBits(instruction);
        shifting = length == 1 ? 0 : captureData(instruction);
    }

    void updateData() {
        if (length > 1) {
            updateData(instruction, shifting);
        }
    }

    boolean out() {
        return (shifting & 1) != 0;
    }

    void shift(boolean in) {
        shifting = shifting >>> 1 | (in ? 1L : 0) << length - 1;
    }
}
