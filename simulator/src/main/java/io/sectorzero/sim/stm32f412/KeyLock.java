package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.silicon.BusFault;

/**
 * A lock opened by two keys in order. Any other value or order is a bus error and leaves the lock shut until the next
 * reset; a shut lock hears nothing any more. RM0090 Rev 21 §3.6.1 and §3.7.2 [S].
 */
final class KeyLock {

    static final int KEY1 = 0x4567_0123;
    static final int KEY2 = 0xCDEF_89AB;
    static final int OPTKEY1 = 0x0819_2A3B;
    static final int OPTKEY2 = 0x4C5D_6E7F;

    private enum State { LOCKED, FIRST_KEY_SEEN, OPEN, SHUT_UNTIL_RESET }

    private final String name;
    private final int firstKey;
    private final int secondKey;
    private final boolean keyWhileOpenIsWrong;
    private State state = State.LOCKED;

    KeyLock(String name, int firstKey, int secondKey, boolean keyWhileOpenIsWrong) {
        this.name = name;
        this.firstKey = firstKey;
        this.secondKey = secondKey;
        this.keyWhileOpenIsWrong = keyWhileOpenIsWrong;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    /** @throws BusFault on a wrong key; the lock is then shut */
    void offer(int key) {
        switch (state) {
            case LOCKED -> accept(key == firstKey, State.FIRST_KEY_SEEN, key);
            case FIRST_KEY_SEEN -> accept(key == secondKey, State.OPEN, key);
            case OPEN -> accept(!keyWhileOpenIsWrong, State.OPEN, key);
            case SHUT_UNTIL_RESET -> { }
        }
    }

    private void accept(boolean right, State next, int key) {
        if (right) {
            state = next;
            return;
        }
        State before = state;
        state = State.SHUT_UNTIL_RESET;
        throw new BusFault("%s: %08X is no key in state %s", name, key, before);
    }

    /** Software set the lock bit. */
    void lock() {
        if (state == State.OPEN) {
            state = State.LOCKED;
        }
    }

    void reset() {
        state = State.LOCKED;
    }
}
