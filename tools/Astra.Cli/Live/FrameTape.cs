using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Channels;
using Astra.Adapters.Recordings;
using Astra.Live;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>
/// Writes raw frames as JSON lines: what came, and of what was sent the subscriptions, which hold no token. <c>astra feed decode</c> reads them. A thread of its own
/// writes; connections wait only when the disk is far behind.
/// </summary>
internal sealed class FrameTape : IFrameTap, IDisposable
{
    private const int Waiting = 1 << 16;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Channel<byte[]> _lines = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private readonly TimeProvider _time;
    private readonly Task _work;
    private long _frames;

    public FrameTape(string path, TimeProvider time)
    {
        (Path, _time) = (path, time);
        RecordingPath.RequirePlace(path);
        Stream file = RecordingPath.Create(path, RecordingPath.IsCompressed(path));
        _work = Task.Run(() => WriteAsync(file));
    }

    public string Path { get; }

    /// <summary>Frames received so far.</summary>
    public long Frames => Volatile.Read(ref _frames);

    public void OnReceived(string socket, in StreamMessage message)
    {
        Interlocked.Increment(ref _frames);
        var bytes = new ArrayBufferWriter<byte>(2 * message.Bytes.Length + 128);
        using (Utf8JsonWriter json = Begin(bytes, "in", message.ReceivedAt, socket))
        {
            // Bytes that are no text at all are kept as bytes even where a text was announced.
            if (message.IsText && System.Text.Unicode.Utf8.IsValid(message.Bytes)) json.WriteString("text", message.Bytes);
            else json.WriteString("hex", Convert.ToHexStringLower(message.Bytes));
            json.WriteEndObject();
        }
        Put(bytes);
    }

    public void OnSent(string socket, string text)
    {
        if (!IsSubscription(text)) return;
        var bytes = new ArrayBufferWriter<byte>(text.Length + 128);
        using (Utf8JsonWriter json = Begin(bytes, "out", new Timestamp((_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100), socket))
        {
            json.WritePropertyName("json");
            json.WriteRawValue(text);
            json.WriteEndObject();
        }
        Put(bytes);
    }

    /// <summary>Waits until everything is in the file.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    public void Complete()
    {
        _lines.Writer.TryComplete();
        _work.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _lines.Writer.TryComplete();
        ((IAsyncResult)_work).AsyncWaitHandle.WaitOne();
    }

    /// <summary>Only what is known to hold no token is kept: subscriptions of either vendor.</summary>
    private static bool IsSubscription(string text)
    {
        if (!text.StartsWith('{')) return false;
        using JsonDocument json = JsonDocument.Parse(text);
        JsonElement root = json.RootElement;
        if (root.TryGetProperty("action", out _) && root.TryGetProperty("params", out _)) return true;
        return root.TryGetProperty("t", out JsonElement type) && type.ValueEquals("t") | type.ValueEquals("d") | type.ValueEquals("u") | type.ValueEquals("ud");
    }

    private static Utf8JsonWriter Begin(ArrayBufferWriter<byte> bytes, string direction, Timestamp at, string socket)
    {
        var json = new Utf8JsonWriter(bytes, Options);
        json.WriteStartObject();
        json.WriteString("dir", direction);
        json.WriteString("at", at.ToString());
        json.WriteNumber("recvMs", at.UnixNanos / Timestamp.NanosPerMillisecond);
        json.WriteString("socket", StreamOrOrder(socket));
        json.WriteString("connection", socket);
        return json;
    }

    private static string StreamOrOrder(string socket) => socket.Contains("order", StringComparison.Ordinal) ? "order" : "stream";

    private void Put(ArrayBufferWriter<byte> line)
    {
        line.Write("\n"u8);
        byte[] bytes = line.WrittenSpan.ToArray();
        if (_lines.Writer.TryWrite(bytes)) return;
        try
        {
            _lines.Writer.WriteAsync(bytes).AsTask().GetAwaiter().GetResult();
        }
        catch (ChannelClosedException)
        {
            // The file has failed or is complete; whoever completes it learns the reason.
        }
    }

    private async Task WriteAsync(Stream file)
    {
        try
        {
            await using (file.ConfigureAwait(false))
                await foreach (byte[] line in _lines.Reader.ReadAllAsync().ConfigureAwait(false)) await file.WriteAsync(line).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            _lines.Writer.TryComplete(fault);
            throw;
        }
    }
}
