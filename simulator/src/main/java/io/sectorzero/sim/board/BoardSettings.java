package io.sectorzero.sim.board;

import io.sectorzero.sim.fault.BootCondition;
import io.sectorzero.sim.fault.ChipCondition;
import io.sectorzero.sim.fault.Condition;
import io.sectorzero.sim.fault.DfuCondition;
import io.sectorzero.sim.fault.Fault;
import io.sectorzero.sim.fault.FaultPlan;
import io.sectorzero.sim.fault.FirmwareCondition;
import io.sectorzero.sim.fault.FlashCondition;
import io.sectorzero.sim.fault.OptionCondition;
import io.sectorzero.sim.fault.PowerCondition;
import io.sectorzero.sim.fault.ProbeCondition;
import io.sectorzero.sim.fault.ResetWiring;
import io.sectorzero.sim.fault.SwdWiring;
import io.sectorzero.sim.fault.Trouble;
import io.sectorzero.sim.fault.UartCondition;
import io.sectorzero.sim.fault.UsbCondition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Everything a board is built from. Immutable; each {@code with} is a board that differs in one thing. */
public record BoardSettings(PowerCondition power, ResetWiring reset, SwdWiring swd, ProbeCondition probe, BootCondition boot, OptionCondition option, FlashCondition flash,
                            ChipCondition chip, UartCondition uart, UsbCondition usb, DfuCondition dfu, FirmwareCondition firmware,
                            FaultPlan faults, Set<Switchable> switches, OpenQuestions questions) {

    private static final BoardSettings HEALTHY = new BoardSettings(PowerCondition.HEALTHY, ResetWiring.HEALTHY,
            SwdWiring.HEALTHY, ProbeCondition.HEALTHY, BootCondition.HEALTHY,
            OptionCondition.FACTORY, FlashCondition.BLANK, ChipCondition.HEALTHY, UartCondition.HEALTHY,
            UsbCondition.HEALTHY, DfuCondition.HEALTHY, FirmwareCondition.EASY, FaultPlan.NONE,
            EnumSet.allOf(Switchable.class), OpenQuestions.USUAL);

    public BoardSettings {
        switches = Set.copyOf(switches);
    }

    /** A new STM32F412xG at 3.3 V, blank, with nothing wrong and everything wired. */
    public static BoardSettings healthy() {
        return HEALTHY;
    }

    public BoardSettings with(PowerCondition changed) {
        return new BoardSettings(changed, reset, swd, probe, boot, option, flash, chip, uart, usb, dfu, firmware, faults, switches, questions);
    }

    public BoardSettings with(ResetWiring changed) {
        return new BoardSettings(power, changed, swd, probe, boot, option, flash, chip, uart, usb, dfu, firmware, faults, switches, questions);
    }

    public BoardSettings with(SwdWiring changed) {
        return new BoardSettings(power, reset, changed, probe, boot, option, flash, chip, uart, usb, dfu, firmware, faults, switches, questions);
    }

    public BoardSettings with(ProbeCondition changed) {
        return new BoardSettings(power, reset, swd, changed, boot, option, flash, chip, uart, usb, dfu, firmware, faults, switches, questions);
    }

    public BoardSettings with(BootCondition changed) {
        return new BoardSettings(power, reset, swd, probe, changed, option, flash, chip, uart, usb, dfu, firmware, faults, switches, questions);
    }

    public BoardSettings with(OptionCondition changed) {
        return new BoardSettings(power, reset, swd, probe, boot, changed, flash, chip, uart, usb, dfu, firmware, faults, switches, questions);
    }

    public BoardSettings with(FlashCondition changed) {
        return new BoardSettings(power, reset, swd, probe, boot, option, changed, chip, uart, usb, dfu, firmware, faults, switches, questions);
    }

    public BoardSettings with(ChipCondition changed) {
        return new BoardSettings(power, reset, swd, probe, boot, option, flash, changed, uart, usb, dfu, firmware, faults, switches, questions);
    }

    public BoardSettings with(UartCondition changed) {
        return new BoardSettings(power, reset, swd, probe, boot, option, flash, chip, changed, usb, dfu, firmware, faults, switches, questions);
    }

    public BoardSettings with(UsbCondition changed) {
        return new BoardSettings(power, reset, swd, probe, boot, option, flash, chip, uart, changed, dfu, firmware, faults, switches, questions);
    }

    public BoardSettings with(DfuCondition changed) {
        return new BoardSettings(power, reset, swd, probe, boot, option, flash, chip, uart, usb, changed, firmware, faults, switches, questions);
    }

    public BoardSettings with(FirmwareCondition changed) {
        return new BoardSettings(power, reset, swd, probe, boot, option, flash, chip, uart, usb, dfu, changed, faults, switches, questions);
    }

    public BoardSettings with(FaultPlan changed) {
        return new BoardSettings(power, reset, swd, probe, boot, option, flash, chip, uart, usb, dfu, firmware, changed, switches, questions);
    }

    /** This board with one more fault. */
    public BoardSettings with(Fault fault) {
        return with(faults.with(fault));
    }

    public BoardSettings with(Set<Switchable> changed) {
        return new BoardSettings(power, reset, swd, probe, boot, option, flash, chip, uart, usb, dfu, firmware, faults, changed, questions);
    }

    public BoardSettings with(OpenQuestions changed) {
        return new BoardSettings(power, reset, swd, probe, boot, option, flash, chip, uart, usb, dfu, firmware, faults, switches, changed);
    }

    /** What is wrong from the start, conditions first, then faults still to come. */
    public List<Trouble> troubles() {
        var all = new ArrayList<Trouble>();
        for (Condition condition : List.of(power, reset, swd, probe, boot, option, flash, chip, uart, usb, dfu, firmware)) {
            all.addAll(condition.troubles());
        }
        if (option.borLevel() > 0 && option.holdsInReset(power.vdd())) {
            all.add(new Trouble("E5", "brown-out level %d needs more than %.2f V".formatted(option.borLevel(), power.vdd())));
        }
        if (uart.wiring() == UartCondition.Wiring.USART3 && chip.blVersion() == ChipCondition.LOADER_WITH_WRONG_USART3) {
            all.add(new Trouble("U8", "the loader V9.0 has USART3 on other pins"));
        }
        for (Fault fault : faults.faults()) {
            all.add(new Trouble(fault.cause(), fault.headline()));
        }
        return List.copyOf(all);
    }
}
