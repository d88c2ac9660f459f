package dev.imconnector.oauth;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Threads that each do one thing; whoever joins gets what came of it. */
final class Callers {

    private Callers() {}

    static <T> FutureTask<T> start(Callable<T> work) {
        var task = new FutureTask<>(work);
        var thread = new Thread(task, "caller");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    static <T> List<FutureTask<T>> start(int count, Callable<T> work) {
        var tasks = new ArrayList<FutureTask<T>>();
        for (int i = 0; i < count; i++) {
            tasks.add(start(work));
        }
        return tasks;
    }
}
