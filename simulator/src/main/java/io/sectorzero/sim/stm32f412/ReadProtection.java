package io.sectorzero.sim.stm32f412;

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
    private boolean flashOpen = true;

    ReadProtection(Switches switches) {
        sramIntrusionLasts = switches.on(Switch.SRAM_INTRUSION_LASTS);
    }

    ProtectionLevel level() {
        return level;
    }

    boolean intrusion() {
        return debuggerSeen || sramSeen || boot != BootMode.MAIN_FLASH;
    }

    boolean allows(Area area) {
        return ReadProtectionRules.allows(area, level, intrusion());
    }

    /** {@link #allows} for the main array, which is asked at every access. */
    boolean flashIsOpen() {
        return flashOpen;
    }

    void powerOn() {
        debuggerSeen = false;
        sramSeen = false;
        boot = BootMode.MAIN_FLASH;
    }

    void debuggerAttached() {
        debuggerSeen = true;
        decide();
    }

    void booted(BootMode mode) {
        boot = mode;
        sramSeen |= mode == BootMode.SRAM && sramIntrusionLasts;
        decide();
    }

    void enforce(ProtectionLevel loaded) {
        level = loaded;
        decide();
    }

    private void decide() {
        flashOpen = allows(Area.MAIN_FLASH);
    }
}
