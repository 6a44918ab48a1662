using System.Threading.Channels;
using Astra.Journal.EventStore;
using Wire = Astra.Journal.EventStore.Wire;

namespace Astra.EventStore.Tests;

/// <summary>One call to a <see cref="ScriptedServer"/>.</summary>
internal sealed class ScriptedCall(ScriptedServer server, int number) : IAppendCall
{
    private readonly Channel<Wire.BatchAppendResp> _answers = Channel.CreateUnbounded<Wire.BatchAppendResp>();
    private readonly CancellationTokenSource _disposed = new();
    private int _writing;

    public string Node => $"node-{number}:2113";

    /// <summary>Appends that were not answered.</summary>
    public int Owed { get; set; }

    public int Writes { get; set; }

    public int Answered { get; private set; }

    public async Task WriteAsync(Wire.BatchAppendReq request)
    {
        if (Interlocked.Exchange(ref _writing, 1) == 1) server.Violations.Add("two writes at once");
        await Task.Yield();
        try
        {
            ObjectDisposedException.ThrowIf(_disposed.IsCancellationRequested, this);
            if (server.Append(this, request) is { } fault) throw fault;
            // The server may answer before the write has ended here.
            await Task.Yield();
        }
        finally
        {
            Volatile.Write(ref _writing, 0);
        }
    }

    public async Task<Wire.BatchAppendResp?> ReadAsync()
    {
        try
        {
            return await _answers.Reader.ReadAsync(_disposed.Token);
        }
        catch (ChannelClosedException closed)
        {
            if (closed.InnerException is { } why) throw why;
            return null;
        }
    }

    public void Answer(Wire.BatchAppendResp answer, bool counts = true)
    {
        if (counts)
        {
            Owed--;
            Answered++;
        }
        _answers.Writer.TryWrite(answer);
    }

    public void End(Exception? fault) => _answers.Writer.TryComplete(fault);

    public void Learn(in WireFault fault) => server.Learn(fault);

    public void Dispose() => _disposed.Cancel();
}
