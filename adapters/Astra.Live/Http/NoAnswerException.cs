namespace Astra.Live;

/// <summary>Nothing came back, so another try may help. Leaves the client as it is: a <see cref="VendorException"/>'s words without the cause, whose text nobody has checked.</summary>
internal sealed class NoAnswerException(string words) : Exception(words);
