package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.world.World;

/** What the commands, the programming and the registers of one flash interface work with together. */
record FlashParts(
        ChipSettings settings,
        Geometry geometry,
        FlashRegisters registers,
        FlashStatus status,
        BusyTimer busy,
        OpenFlash open,
        Timings timings,
        ArraySupply supply,
        MainArray main,
        WeakCells weakCells,
        ReadProtection readProtection,
        WriteProtection writeProtection) {

    static FlashParts of(ChipSettings settings, World world) {
        var geometry = new Geometry(settings.flashKb());
        var registers = new FlashRegisters();
        Switches switches = settings.switches();
        var supply = new ArraySupply(switches);
        var open = new OpenFlash();
        return new FlashParts(settings, geometry, registers, new FlashStatus(registers, switches),
                new BusyTimer(world, supply, open), open, new Timings(settings, world.dice("flash timing")), supply,
                new MainArray(new FlashCells(geometry.flashBytes()), world.dice("weak reads")),
                new WeakCells(world.dice("weak cells")), new ReadProtection(switches),
                new WriteProtection(switches, geometry.sectors()));
    }
}
