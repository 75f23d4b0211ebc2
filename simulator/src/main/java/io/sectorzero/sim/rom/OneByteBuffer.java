package io.sectorzero.sim.rom;

/** What a USART holds for a loader that is busy: one byte. Another one overruns it, which damages what is held. */
final class OneByteBuffer {

    private boolean holds;
    private int value;
    private boolean damaged;

    void offer(int arrived, boolean broken) {
        if (holds) {
            damaged = true;
        } else {
            holds = true;
            value = arrived;
            damaged = broken;
        }
    }

    boolean holds() {
        return holds;
    }

    boolean isDamaged() {
        return damaged;
    }

    int take() {
        holds = false;
        return value;
    }
}
