package io.sectorzero.flash;

import io.sectorzero.image.Image;

/** Where content is put that is about to exist nowhere else: between the erase of its sector and its being written back. */
@FunctionalInterface
public interface Rescue {

    /**
     * Called before anything is erased; again, with more, when another attempt touches more.
     *
     * @throws io.sectorzero.failure.SectorZeroException when it could not be put away; nothing is erased then
     */
    void save(Image content);
}
