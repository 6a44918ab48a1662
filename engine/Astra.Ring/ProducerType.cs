namespace Astra.Ring;

/// <summary>How many threads may claim and publish on a ring.</summary>
public enum ProducerType
{
    /// <summary>One thread at a time, the fastest: a claim is a plain addition. Two threads at once lose events.</summary>
    Single,

    /// <summary>Any number of threads: a claim is one compare-and-swap, a publish marks each slot.</summary>
    Multi,
}
