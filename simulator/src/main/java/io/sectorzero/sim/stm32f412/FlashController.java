package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.silicon.BusDevice;
import io.sectorzero.sim.silicon.BusFault;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.silicon.Register;
import io.sectorzero.sim.silicon.RegisterBlock;
import io.sectorzero.sim.silicon.Unmodelled;
import io.sectorzero.sim.stm32f412.FlashRegisters.Acr;
import io.sectorzero.sim.stm32f412.FlashRegisters.Cr;
import io.sectorzero.sim.stm32f412.FlashRegisters.Optcr;
import io.sectorzero.sim.stm32f412.FlashRegisters.Sr;

/** The registers of the flash interface: locks, flags, and what a write to them starts. RM0090 Rev 21 §3.9 [S]. */
final class FlashController implements BusDevice {

    static final int LENGTH = 0x400;

    private final FlashRegisters registers;
    private final RegisterBlock block;
    private final KeyLock lock;
    private final KeyLock optionLock;
    private final FlashCommands commands;
    private final FlashProgramming programming;
    private final MainArray main;
    private final BusyTimer busy;
    private final OpenFlash open;
    private final WriteProtection writeProtection;
    private final ReadProtection readProtection;
    private final Switches switches;

    FlashController(FlashParts parts, FlashCommands commands, FlashProgramming programming, Unmodelled unmodelled) {
        this.commands = commands;
        this.programming = programming;
        registers = parts.registers();
        main = parts.main();
        busy = parts.busy();
        open = parts.open();
        readProtection = parts.readProtection();
        writeProtection = parts.writeProtection();
        switches = parts.settings().switches();
        block = new RegisterBlock("FLASH", unmodelled, registers.acr, registers.keyr, registers.optkeyr, registers.sr,
                registers.cr, registers.optcr);
        boolean strict = switches.on(Switch.KEY_WHILE_UNLOCKED_IS_WRONG);
        lock = new KeyLock("FLASH_KEYR", KeyLock.KEY1, KeyLock.KEY2, strict);
        optionLock = new KeyLock("FLASH_OPTKEYR", KeyLock.OPTKEY1, KeyLock.OPTKEY2, strict);
    }

    @Override public int read(int offset, BusWidth width, Master master) {
        showBusy();
        return block.read(offset, width);
    }

    private void showBusy() {
        if (busy.isBusy()) {
            registers.sr.raise(Sr.BSY);
        } else {
            registers.sr.lower(Sr.BSY);
        }
    }

    @Override public boolean isSteady(int offset) {
        return true;
    }

    @Override public void write(int offset, int value, BusWidth width, Master master) {
        Register<?> register = block.at(offset, width);
        open.close();
        int lanes = RegisterBlock.lanes(offset, width);
        int bits = value << RegisterBlock.shift(offset);
        if (register == registers.cr) {
            writeControl(bits, lanes, master);
        } else if (register == registers.sr) {
            writeStatus(bits, lanes);
        } else if (register == registers.optcr) {
            writeOptionControl(bits, lanes, master);
        } else if (register == registers.acr) {
            writeAccessControl(bits, lanes);
        } else {
            writeKey(register, bits, width);
        }
    }

    /** Writing CR while BSY stalls the bus; status and access control answer at once. RM0090 Rev 21 §3.9 [S]. */
    @Override public long readyNanos(int offset, boolean write) {
        int word = offset & ~3;
        boolean stalls = write && (word == registers.cr.offset()
                || word == registers.optcr.offset() && switches.on(Switch.OPTCR_WRITE_STALLS));
        return stalls ? busy.endNanos() : 0;
    }

    private void writeKey(Register<?> register, int key, BusWidth width) {
        if (width != BusWidth.WORD) {
            throw new BusFault("%s takes words only", register.name());
        }
        if (register == registers.keyr) {
            offer(lock, key);
        } else {
            offer(optionLock, key);
        }
    }

    private void offer(KeyLock to, int key) {
        try {
            to.offer(key);
        } finally {
            showLocks();
        }
    }

    private void showLocks() {
        registers.cr.set(Cr.LOCK, lock.isOpen() ? 0 : 1);
        registers.optcr.set(Optcr.OPTLOCK, optionLock.isOpen() ? 0 : 1);
    }

    private void writeStatus(int bits, int lanes) {
        if (lock.isOpen() || switches.on(Switch.SR_CLEARS_WHILE_LOCKED)) {
            registers.sr.write(bits, lanes);
        }
    }

    private void writeControl(int bits, int lanes, Master master) {
        refuseWhileBusy("CR");
        if (!lock.isOpen()) {
            if (switches.on(Switch.LOCKED_CR_WRITE_FAULTS)) {
                throw new BusFault("FLASH_CR is locked");
            }
            return;
        }
        boolean locks = (bits & lanes & Cr.LOCK.place().mask()) != 0;
        if (locks) {
            lock.lock();
        }
        if (locks && switches.on(Switch.LOCK_BEATS_OTHER_BITS)) {
            showLocks();
            return;
        }
        programming.forgetHalf();
        registers.cr.write(bits, lanes);
        if (registers.cr.is(Cr.STRT)) {
            commands.erase(master);
        }
    }

    // Where OPTCR_WRITE_STALLS is off, a write while BSY is ignored; nothing else of this register is open then.
    private void writeOptionControl(int bits, int lanes, Master master) {
        if (busy.isBusy() && !switches.on(Switch.OPTCR_WRITE_STALLS)) {
            return;
        }
        refuseWhileBusy("OPTCR");
        if (!optionLock.isOpen() || readProtection.level() == ProtectionLevel.TWO) {
            return;
        }
        if ((bits & lanes & Optcr.OPTLOCK.place().mask()) != 0) {
            optionLock.lock();
        }
        registers.optcr.write(bits, lanes);
        writeProtection.shadow(OptionValues.ofRegister(registers.optcr.value()));
        if (registers.optcr.is(Optcr.OPTSTRT)) {
            commands.writeOptions(master);
        }
    }

    private void refuseWhileBusy(String what) {
        if (busy.isBusy()) {
            throw new IllegalStateException(
                    "a write to FLASH_" + what + " was not held back while BSY; ask readyNanos first");
        }
    }

    // ICRST and DCRST act only while their cache is off. RM0090 Rev 21 §3.9 [S].
    private void writeAccessControl(int bits, int lanes) {
        registers.acr.write(bits, lanes);
        if (registers.acr.is(Acr.ICRST) && !registers.acr.is(Acr.ICEN)) {
            main.resetInstructionCache();
        }
        if (registers.acr.is(Acr.DCRST) && !registers.acr.is(Acr.DCEN)) {
            main.resetDataCache();
        }
    }

    /** Every kind of reset: an operation is cut short, locks close, flags and leftovers go. */
    void reset() {
        open.close();
        busy.interrupt();
        block.reset();
        lock.reset();
        optionLock.reset();
        programming.forgetHalf();
        main.resetInstructionCache();
        main.resetDataCache();
    }

    /** Reset is over and the option bytes are loaded: into their shadow what is stored, and some of it may not act yet. */
    void loadOptions(OptionValues stored, OptionValues inForce) {
        registers.optcr.load(stored.registerBits() | Optcr.OPTLOCK.place().mask());
        writeProtection.load(inForce);
        readProtection.enforce(inForce.level());
    }

    /** {@code FLASH_SR=00010000 BSY FLASH_CR=80010012 …}, for a person. */
    @Override public String toString() {
        showBusy();
        return registers.sr.explain() + " " + registers.cr.explain() + " " + registers.optcr.explain();
    }
}
