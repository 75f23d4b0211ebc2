package io.sectorzero.sim.board;

import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.world.World;
import java.time.Duration;

/** Somebody at the debug pins of a board, making the accesses a careful tool makes, one after the other. */
final class Attached {

    static final int FLASH = 0x0800_0000;
    static final int SIZE_WORD = 0x1FFF_7A22;
    static final int OTP = 0x1FFF_7800;
    static final int ACR = 0x4002_3C00;
    static final int KEYR = 0x4002_3C04;
    static final int OPTKEYR = 0x4002_3C08;
    static final int SR = 0x4002_3C0C;
    static final int CR = 0x4002_3C10;
    static final int OPTCR = 0x4002_3C14;
    static final int RCC_CSR = 0x4002_3874;

    static final int PG = 1;
    static final int SER = 1 << 1;
    static final int MER = 1 << 2;
    static final int STRT = 1 << 16;
    static final int LOCK = 1 << 31;
    static final int X8 = 0;
    static final int X16 = 1 << 8;
    static final int X32 = 2 << 8;
    static final int BSY = 1 << 16;
    static final int WRPERR = 1 << 4;
    static final int BORRSTF = 1 << 25;
    static final int PORRSTF = 1 << 27;

    private static final Duration POLL = Duration.ofMillis(1);

    final Board board;

    private Attached(Board board) {
        this.board = board;
    }

    static Attached to(BoardSettings settings) {
        return to(settings, 7);
    }

    static Attached to(BoardSettings settings, long seed) {
        var board = Board.build(settings, new World(seed));
        board.world().pass(Duration.ofMillis(20));
        board.chip().debugger(true);
        return new Attached(board);
    }

    int read(int address) {
        return board.chip().bus().read(address, BusWidth.WORD, Master.DEBUGGER);
    }

    int readHalf(int address) {
        return board.chip().bus().read(address, BusWidth.HALF_WORD, Master.DEBUGGER);
    }

    void write(int address, int value) {
        board.chip().bus().write(address, value, BusWidth.WORD, Master.DEBUGGER);
    }

    void pass(long millis) {
        board.world().pass(Duration.ofMillis(millis));
    }

    void unlock() {
        write(KEYR, 0x4567_0123);
        write(KEYR, 0xCDEF_89AB);
    }

    /** Clears the flags and starts an erase. */
    void startErase(int sector, int psize) {
        write(SR, 0x1F3);
        write(CR, SER | sector << 3 | psize | STRT);
    }

    /** Whether BSY falls within so many milliseconds. */
    boolean endsWithin(long millis) {
        for (long waited = 0; waited < millis; waited++) {
            if ((read(SR) & BSY) == 0) {
                return true;
            }
            board.world().pass(POLL);
        }
        return false;
    }

    /** Programs one word and waits; answers the flags. */
    int program(int address, int word) {
        write(SR, 0x1F3);
        write(CR, PG | X32);
        write(address, word);
        endsWithin(5);
        return read(SR);
    }

    boolean isOnBus() {
        return board.chip().isPowered() && board.chip().isRunning();
    }
}
