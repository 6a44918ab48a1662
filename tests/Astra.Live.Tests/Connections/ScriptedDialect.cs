using System.Collections.Concurrent;
using System.Text;

namespace Astra.Live.Tests.Connections;

/// <summary>Notes what it is told and answers as the test wants. Fails when it is called by two threads at once.</summary>
internal sealed class ScriptedDialect(Uri address) : IStreamDialect
{
    private int _inside;

    public ConcurrentQueue<string> Messages { get; } = [];

    /// <summary>By default everything is data but <c>pong</c>.</summary>
    public Func<string, StreamVerdict> Verdict { get; set; } = m => m == "pong" ? StreamVerdict.Control : StreamVerdict.Data;

    public Func<HandshakeRefusal, bool> Renew { get; set; } = _ => false;

    public Action<IStreamSender> Opened { get; set; } = _ => { };

    public Func<string> Token { get; set; } = () => "token";

    public string Heartbeat { get; set; } = "";

    public TimeSpan HeartbeatEvery { get; set; } = TimeSpan.FromSeconds(10);

    public int Pulses { get; private set; }

    public int Overlaps { get; private set; }

    public long LastTicks { get; private set; }

    public ValueTask<StreamOpening> PrepareAsync(CancellationToken stop) =>
        ValueTask.FromResult(new StreamOpening(address, [new("Authorization", Token())], Heartbeat, HeartbeatEvery));

    public ValueTask<bool> RenewAsync(HandshakeRefusal refusal, CancellationToken stop) => ValueTask.FromResult(Renew(refusal));

    public void OnOpened(IStreamSender sender) => Alone(() => Opened(sender));

    public StreamVerdict OnMessage(in StreamMessage message)
    {
        string text = Encoding.Latin1.GetString(message.Bytes);
        LastTicks = message.ReceivedTicks;
        StreamVerdict verdict = default;
        Alone(() =>
        {
            Messages.Enqueue(text);
            verdict = Verdict(text);
        });
        return verdict;
    }

    public void OnPulse(IStreamSender sender) => Alone(() => Pulses++);

    private void Alone(Action action)
    {
        if (Interlocked.Increment(ref _inside) > 1) Overlaps++;
        try
        {
            action();
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }
}
