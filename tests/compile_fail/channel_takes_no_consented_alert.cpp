// expect: cannot convert 'const prevenance::ConsentedAlert' to 'const prevenance::SealedAlert&'
#include "integrations/channels/alert_channel.h"

void leak(prevenance::integrations::AlertChannel& channel, const prevenance::ConsentedAlert& alert) {
    (void)channel.send(alert);
}
