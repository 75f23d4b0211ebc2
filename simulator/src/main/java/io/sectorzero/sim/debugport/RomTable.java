package io.sectorzero.sim.debugport;

/** Where the debug components are, as the table at the end of the private bus tells it. IHI 0031 §D; DDI 0439 Rev D §9. */
final class RomTable {

    static final int BASE = 0xE00F_F000;

    private RomTable() {
    }
}
