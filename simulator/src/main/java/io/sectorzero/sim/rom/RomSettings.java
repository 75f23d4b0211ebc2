package io.sectorzero.sim.rom;

import java.util.List;
import java.util.Set;

/**
 * How this loader is, and what disturbs it.
 *
 * @param productId      what Get ID answers
 * @param rateErrorPct   how far off its measured rate always is
 * @param rateJitterPct  how far below that it may fall, anew at each start; AN2606 Rev 70 §4.5 states up to 6 for F4
 * @param leadingZero    whether its line reaches the idle level so late that a 00 comes before the first acknowledge
 * @param noisyPins      pins that are not quiet
 * @param usbHigh        whether D+ is high as with a USB cable
 * @param hseHz          the crystal, 0 for none
 * @param turned         switches that are not as usual
 */
public record RomSettings(int productId, double rateErrorPct, double rateJitterPct, boolean leadingZero,
                          List<LoaderPin> noisyPins, boolean usbHigh, long hseHz, Set<RomSwitch> turned) {

    public RomSettings {
        noisyPins = List.copyOf(noisyPins);
        turned = Set.copyOf(turned);
    }

    public boolean on(RomSwitch which) {
        return which.usual() != turned.contains(which);
    }
}
