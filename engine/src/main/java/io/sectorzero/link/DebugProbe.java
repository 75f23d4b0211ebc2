package io.sectorzero.link;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Deadline;

/** Debug-port transactions and block memory access, whoever carries them. */
public interface DebugProbe extends Link {

    void attach(Attach how, Deadline deadline);

    int readDap(DapRegister register, Deadline deadline);

    void writeDap(DapRegister register, int value, Deadline deadline);

    Bytes readMemory(Address from, int length, Width width, Deadline deadline);

    void writeMemory(Address to, Bytes data, Width width, Deadline deadline);
}
