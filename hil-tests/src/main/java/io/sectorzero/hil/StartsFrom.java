package io.sectorzero.hil;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the board is to hold when the test begins. Without it a test starts from {@link StartingPoint#BLANK}. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface StartsFrom {
    StartingPoint value();
}
