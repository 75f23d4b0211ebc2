package io.sectorzero.sim.debugport;

/** Which of its two protocols the SWJ-DP speaks. RM0402 Rev 6 §30: it comes up speaking JTAG. */
public enum Wire {
    JTAG, SWD
}
