namespace Astra.Research;

/// <summary>Trials on this machine's processors.</summary>
/// <param name="workers">Threads; 0 = one for each processor.</param>
public sealed class InProcessTrialRunner(int workers = 0) : ITrialRunner
{
    public void Run(ITrialWork work, IEnumerable<Trial> trials, Action<TrialOutcome> done, CancellationToken cancel = default)
    {
        using IEnumerator<Trial> source = trials.GetEnumerator();
        Lock pulling = new(), telling = new();
        Exception? fault = null;
        var threads = new Thread[workers > 0 ? workers : Environment.ProcessorCount];
        for (int i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(Work) { IsBackground = true, Name = $"trials {i}" };
            threads[i].Start();
        }
        foreach (Thread thread in threads) thread.Join();
        if (fault is not null) throw new InvalidOperationException($"a trial could not be run: {fault.Message}", fault);

        void Work()
        {
            try
            {
                ITrialEvaluator evaluator = work.CreateEvaluator();
                while (Volatile.Read(ref fault) is null && Next() is { } trial)
                {
                    TrialOutcome outcome = evaluator.Evaluate(trial);
                    lock (telling) done(outcome);
                }
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref fault, e, null);
            }
        }

        Trial? Next()
        {
            lock (pulling) return !cancel.IsCancellationRequested && source.MoveNext() ? source.Current : null;
        }
    }
}
