package io.sectorzero.link;

import io.sectorzero.memory.Address;
import java.util.Optional;

/**
 * How the last access through a {@link DebugProbe} failed, for who has to tell a refusal of the chip from a bad wire.
 *
 * @param at   the address that was meant; the first bad one where the probe tells it. Empty outside memory
 * @param code what the probe or the wire said, for evidence: {@code 11 AP FAULT}
 */
public record DapFailure(Kind kind, Optional<Address> at, String code) {

    /** What kind of end it was. */
    public enum Kind {
        /** The bus refused the access: no such address, or protected. Arm IHI 0031, FAULT. */
        FAULT,
        /** The bus had not finished when patience was over: something stalls it. Whether a write was done is unknown. */
        WAIT,
        /** An answer came damaged, by its parity or its form. The access may or may not have been done. */
        DAMAGED,
        /** Nobody answered on the wire. */
        SILENT,
        /** The probe itself would not do it. */
        PROBE
    }
}
