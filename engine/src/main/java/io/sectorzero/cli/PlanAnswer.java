package io.sectorzero.cli;

import io.sectorzero.flash.FlashPlan;
import io.sectorzero.image.Image;

/** What would be done. */
record PlanAnswer(FlashPlan plan, Image image, boolean map) implements Answer {

    @Override public void say(Outlet out) {
        out.line(plan.render());
        if (map) {
            SectorMap.planned(plan.sectors(), image).say(out);
        }
    }

    @Override public void fields(JsonObject json) {
        ReportFields.chip(json, plan.chip());
        ReportFields.image(json, image);
        ReportFields.plan(json, plan);
        ReportFields.planned(json, plan);
    }
}
