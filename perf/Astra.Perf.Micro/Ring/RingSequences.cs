using Astra.Ring;
using BenchmarkDotNet.Attributes;

namespace Astra.Perf.Micro.Ring;

/// <summary>What each kind of access to an uncontended sequence costs.</summary>
[ShortRunJob]
public class RingSequences
{
    private const int Operations = 1024;

    private readonly Sequence _sequence = new();

    [Benchmark(OperationsPerInvoke = Operations)]
    public long Value()
    {
        long sum = 0;
        for (int i = 0; i < Operations; i++) sum += _sequence.Value;
        return sum;
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Operations)]
    public void SetRelease()
    {
        for (int i = 0; i < Operations; i++) _sequence.SetRelease(i);
    }

    [Benchmark(OperationsPerInvoke = Operations)]
    public void SetVolatile()
    {
        for (int i = 0; i < Operations; i++) _sequence.SetVolatile(i);
    }

    [Benchmark(OperationsPerInvoke = Operations)]
    public void CompareAndSet()
    {
        for (int i = 0; i < Operations; i++) _sequence.CompareAndSet(_sequence.Value, i);
    }
}
