using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Astra.Journal.EventStore;

/// <summary>Errors of calls and of single appends, sorted by what they mean. What is not known for certain not to have been done is <see cref="AppendFault.Unknown"/>.</summary>
internal static class WireErrors
{
    private const int MaxText = 300;

    /// <summary>True for whatever a broken or given-up call throws; the rest is a defect and goes its way.</summary>
    public static bool IsCallError(Exception error) =>
        error is RpcException or OperationCanceledException or IOException or HttpRequestException or ObjectDisposedException or InvalidOperationException;

    public static WireFault Classify(Exception error) => error is RpcException call ? Classify(call) : new WireFault(AppendFault.Unknown, OneLine(error.Message));

    public static WireFault Classify(RpcException error)
    {
        Metadata trailers = error.Trailers;
        string text = OneLine($"{error.StatusCode}: {error.Status.Detail}");
        switch (trailers.GetValue("exception"))
        {
            case "not-leader":
                string? host = trailers.GetValue("leader-endpoint-host");
                long? port = Number(trailers.GetValue("leader-endpoint-port"));
                return new WireFault(AppendFault.NotLeader, text, host is { Length: > 0 } && port is > 0 and <= 65535 ? new NodeAddress(host, (int)port) : null);
            case "wrong-expected-version":
                return new WireFault(AppendFault.WrongRevision, text, CurrentRevision: Number(trailers.GetValue("actual-version")));
            case "stream-deleted":
                return new WireFault(AppendFault.StreamDeleted, text);
            case "maximum-append-size-exceeded" or "maximum-append-event-size-exceeded":
                return new WireFault(AppendFault.TooLarge, text, SizeLimit: SizeLimit(trailers));
            case "missing-required-metadata-property":
                return new WireFault(AppendFault.BadRequest, text);
            case "access-denied":
                return new WireFault(AppendFault.AccessDenied, text);
        }
        return new WireFault(
            error.StatusCode switch
            {
                StatusCode.Unauthenticated => AppendFault.Unauthenticated,
                StatusCode.PermissionDenied => AppendFault.AccessDenied,
                StatusCode.InvalidArgument or StatusCode.Unimplemented => AppendFault.BadRequest,
                // A message above the receive limit of either side.
                StatusCode.ResourceExhausted => AppendFault.TooLarge,
                _ => AppendFault.Unknown,
            },
            text);
    }

    /// <summary>The error inside an answer to a batch append.</summary>
    public static WireFault Classify(Wire.Status error)
    {
        string name = error.Details?.TypeUrl is { } url ? url[(url.LastIndexOf('/') + 1)..] : "";
        string text = OneLine($"{((StatusCode)error.Code).ToString()}: {error.Message}");
        try
        {
            switch (name)
            {
                case "event_store.client.WrongExpectedVersion":
                    Wire.WrongExpectedVersion wrong = Wire.WrongExpectedVersion.Parser.ParseFrom(error.Details!.Value);
                    return new WireFault(AppendFault.WrongRevision, text, CurrentRevision: wrong.CurrentStreamRevisionOptionCase switch
                    {
                        Wire.WrongExpectedVersion.CurrentStreamRevisionOptionOneofCase.CurrentStreamRevision => (long)wrong.CurrentStreamRevision,
                        Wire.WrongExpectedVersion.CurrentStreamRevisionOptionOneofCase.CurrentNoStream => -1,
                        _ => null,
                    });
                case "event_store.client.StreamDeleted":
                    return new WireFault(AppendFault.StreamDeleted, text);
                case "event_store.client.MaximumAppendSizeExceeded":
                    return new WireFault(AppendFault.TooLarge, text, SizeLimit: Wire.MaximumAppendSizeExceeded.Parser.ParseFrom(error.Details!.Value).MaxAppendSize);
                case "event_store.client.MaximumAppendEventSizeExceeded":
                    return new WireFault(AppendFault.TooLarge, text, SizeLimit: Wire.MaximumAppendEventSizeExceeded.Parser.ParseFrom(error.Details!.Value).MaxAppendEventSize);
                case "event_store.client.BadRequest":
                    return new WireFault(AppendFault.BadRequest, OneLine($"{text} {Wire.BadRequest.Parser.ParseFrom(error.Details!.Value).Message}"));
                case "event_store.client.AccessDenied":
                    return new WireFault(AppendFault.AccessDenied, text);
                case "event_store.client.Timeout" or "event_store.client.Unknown":
                    return new WireFault(AppendFault.Unknown, text);
            }
        }
        catch (InvalidProtocolBufferException)
        {
            // The detail cannot be read; the code says enough.
            return new WireFault(ByCode(error.Code), text);
        }
        return new WireFault(ByCode(error.Code), text);
    }

    private static AppendFault ByCode(int code) => (StatusCode)code switch
    {
        StatusCode.AlreadyExists => AppendFault.WrongRevision,
        StatusCode.NotFound => AppendFault.StreamDeleted,
        StatusCode.InvalidArgument => AppendFault.BadRequest,
        StatusCode.PermissionDenied => AppendFault.AccessDenied,
        StatusCode.Unauthenticated => AppendFault.Unauthenticated,
        _ => AppendFault.Unknown,
    };

    // One of the two refusals names its limit in a trailer of its own, the other among several sizes.
    private static long? SizeLimit(Metadata trailers)
    {
        if (Number(trailers.GetValue("maximum-append-size")) is { } limit) return limit;
        foreach (Metadata.Entry entry in trailers)
            if (!entry.IsBinary && entry.Key.Contains("max", StringComparison.Ordinal) && Number(entry.Value) is { } size) return size;
        return null;
    }

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;

    private static string OneLine(string text)
    {
        string line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= MaxText ? line : line[..MaxText] + "…";
    }
}
