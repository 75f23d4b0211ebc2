package io.sectorzero.sim.fault;

import java.util.List;

/** One aspect of how a board is, for the whole run. */
public sealed interface Condition
        permits PowerCondition, ResetWiring, SwdWiring, ProbeCondition, BootCondition, OptionCondition, FlashCondition,
        ChipCondition, UartCondition, UsbCondition, DfuCondition, FirmwareCondition {

    /** What is wrong here; empty on a healthy board. */
    List<Trouble> troubles();
}
