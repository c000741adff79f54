package dev.zips3.local.lambda.handlers;

import com.amazonaws.services.lambda.crac.Context;
import com.amazonaws.services.lambda.crac.Core;
import com.amazonaws.services.lambda.crac.Resource;
import java.util.ArrayList;
import java.util.List;

/** Returns which of SnapStart's hooks have run. */
public final class Snapshots implements Resource {

    private final List<String> hooks = new ArrayList<>();

    /** Registers the hooks. */
    public Snapshots() {
        Core.getGlobalContext().register(this);
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        add("beforeCheckpoint");
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        add("afterRestore");
    }

    private void add(String hook) {
        hooks.add(hook);
        System.out.println(hook);
    }

    /** Returns the hooks in the order in which they ran. */
    public List<String> hooks(Object event) {
        return hooks;
    }
}
