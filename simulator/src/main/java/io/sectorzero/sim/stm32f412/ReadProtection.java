package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.stm32f412.ReadProtectionRules.Area;

/**
 * The level in force and whether an intrusion was seen. Attaching a debugger counts until the next power-on, even after
 * it has left; a system reset does not clear it. RM0402 Rev 6 §3.6.3; RM0090 Rev 21 §3.7.3 [S].
 */
final class ReadProtection {

    private final boolean sramIntrusionLasts;
    private ProtectionLevel level = ProtectionLevel.ZERO;
    private BootMode boot = BootMode.MAIN_FLASH;
    private boolean debuggerSeen;
    private boolean sramSeen;

    ReadProtection(Switches switches) {
        sramIntrusionLasts = switches.on(Switch.SRAM_INTRUSION_LASTS);
    }

    ProtectionLevel level() {
        return level;
    }

    boolean intrusion() {
        return debuggerSeen || sramSeen || boot != BootMode.MAIN_FLASH;
    }

    /** The loader and a debugger are intruders by their nature, wherever the core booted from. */
    boolean allows(Area area, Master master) {
        boolean intruder = master == Master.LOADER || master == Master.DEBUGGER;
        return ReadProtectionRules.allows(area, level, intruder || intrusion());
    }

    /** {@link #allows} for the main array, which is asked at every access. */
    boolean opensFlashTo(Master master) {
        return level == ProtectionLevel.ZERO || allows(Area.MAIN_FLASH, master);
    }

    void powerOn() {
        debuggerSeen = false;
        sramSeen = false;
        boot = BootMode.MAIN_FLASH;
    }

    /** At level 2 the debug port is dead, so nobody can attach there. */
    void debuggerAttached() {
        debuggerSeen |= level != ProtectionLevel.TWO;
    }

    void booted(BootMode mode) {
        boot = mode;
        sramSeen |= mode == BootMode.SRAM && sramIntrusionLasts;
    }

    void enforce(ProtectionLevel loaded) {
        level = loaded;
    }
}
