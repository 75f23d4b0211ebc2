package io.sectorzero.sim.debugport;

import java.util.List;

/** The chip's two test access ports between TDI and TDO, the debug port nearest to TDO. RM0402 Rev 6 §30.6. */
final class ScanChain {

    private final List<Tap> fromTdi;
    private TapState state = TapState.TEST_LOGIC_RESET;

    ScanChain(Tap first, Tap last) {
        fromTdi = List.of(first, last);
    }

    /** NJTRST, power-on, or the way back from serial wire. */
    void reset() {
        state = TapState.TEST_LOGIC_RESET;
        fromTdi.forEach(Tap::reset);
    }

    /** What TDO shows until the next rising edge; not driven, it is pulled high. */
    boolean tdo() {
        return !isShifting() || fromTdi.get(1).out();
    }

    private boolean isShifting() {
        return state == TapState.SHIFT_DR || state == TapState.SHIFT_IR;
    }

    /** A rising edge of TCK. */
    void clock(boolean tms, boolean tdi) {
        switch (state) {
            case CAPTURE_DR -> fromTdi.forEach(Tap::captureData);
            case CAPTURE_IR -> fromTdi.forEach(Tap::captureInstruction);
            case SHIFT_DR, SHIFT_IR -> shift(tdi);
            default -> { }
        }
        state = state.next(tms);
        switch (state) {
            case TEST_LOGIC_RESET -> fromTdi.forEach(Tap::reset);
            case UPDATE_DR -> fromTdi.forEach(Tap::updateData);
            case UPDATE_IR -> fromTdi.forEach(Tap::updateInstruction);
            default -> { }
        }
    }

    private void shift(boolean tdi) {
        boolean bit = tdi;
        for (Tap tap : fromTdi) {
            boolean out = tap.out();
            tap.shift(bit);
            bit = out;
        }
    }
}
