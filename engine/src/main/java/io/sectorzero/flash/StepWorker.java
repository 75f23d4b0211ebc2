package io.sectorzero.flash;

/** Somebody who can do every kind of step. */
interface StepWorker {

    void work(Step.LiftReadProtection step);

    void work(Step.LiftCodeProtection step);

    void work(Step.LiftWriteProtection step);

    void work(Step.StateSupply step);

    void work(Step.UseLoader step);

    void work(Step.EraseSector step);

    void work(Step.EraseEverything step);

    void work(Step.BlankCheck step);

    void work(Step.WriteBlock step);

    void work(Step.Verify step);

    void work(Step.RestoreWriteProtection step);

    void work(Step.Start step);
}
