package io.sectorzero.sim.debugport;

/**
 * What came back from one transfer.
 *
 * @param data what was read; 0 for a write, or where no data phase took place
 * @param parityHolds false when the data of a read arrived damaged
 */
public record Reply(Acknowledge ack, int data, boolean parityHolds) {

    static Reply of(Acknowledge ack) {
        return new Reply(ack, 0, true);
    }

    static Reply ok(int data) {
        return new Reply(Acknowledge.OK, data, true);
    }

    public boolean isOk() {
        return ack == Acknowledge.OK && parityHolds;
    }
}
