package io.sectorzero.sim.stm32f412;

/** A line that passes on changes only: peripherals say what they want whenever something may have changed it. */
final class RequestLine implements InterruptLine {

    private final InterruptLine next;
    private boolean high;

    RequestLine(InterruptLine next) {
        this.next = next;
    }

    @Override public void level(boolean now) {
        if (now != high) {
            high = now;
            next.level(now);
        }
    }
}
